//go:build unix

package session

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// noFollow opens no file through a link, and waits for no other side of a pipe.
const noFollow = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// take locks a file for this process alone; the lock ends with the process. A file
// system without locks, as some networks have, is used without: answers that are not
// kept at all are the greater harm.
func take(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrBusy
	}
	return nil
}

// mine says whether a file belongs to the person who runs the program.
func mine(st fs.FileInfo) bool {
	sys, ok := st.Sys().(*syscall.Stat_t)
	return !ok || int(sys.Uid) == os.Geteuid()
}
