//go:build !unix

package session

import "os"

// take does nothing where the system has no advisory locks.
func take(*os.File) error { return nil }
