//go:build unix

package yamltree

import "syscall"

// unblocked opens a file without waiting for another side.
const unblocked = syscall.O_NONBLOCK
