//go:build unix

package session

import (
	"os"
	"syscall"
)

// take locks a file for this process alone; the lock ends with the process.
func take(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
