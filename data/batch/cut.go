package batch

import (
	"bytes"
	"errors"
	"io"
)

// atATime is how many bytes are asked for at once: what a pipe holds.
const atATime = 64 << 10

// endless is how much of one line is passed over before the stream is given up.
const endless = 1 << 30

// ErrEndless says that a line had no end in a gigabyte.
var ErrEndless = errors.New("goes on for more than a gigabyte without the end of a line; give one object a line")

// cutter cuts a stream into pieces of whole lines.
type cutter struct {
	in      io.Reader
	longest int
	atOnce  int

	rest    []byte // what was read and not yet handed on
	passing bool   // over the rest of a line that is too long
	passed  int
	ended   error // what reading ended with
}

// next puts whole lines into buffer, and says how many: as many as are there, so that who
// waits for an answer gets one. Of a line that is too long it hands on a byte more than is
// allowed. The last error comes with or after the last lines.
func (c *cutter) next(buffer *[]byte) (int, error) {
	for {
		if end, n := c.whole(); n > 0 {
			*buffer = append((*buffer)[:0], c.rest[:end]...)
			c.rest = append(c.rest[:0], c.rest[end:]...)
			return n, nil
		}
		if len(c.rest) > c.longest {
			*buffer = append(append((*buffer)[:0], c.rest[:c.longest+1]...), '\n')
			c.rest, c.passing, c.passed = c.rest[:0], true, 0
			return 1, nil
		}
		if c.ended != nil {
			if len(c.rest) == 0 || c.ended != io.EOF { // half a line of a stream that broke is none
				return 0, c.ended
			}
			c.rest = append(c.rest, '\n')
			continue
		}
		if err := c.read(); err != nil {
			return 0, err
		}
	}
}

// whole is where the first lines of the rest end, and how many they are.
func (c *cutter) whole() (end, n int) {
	for n < c.atOnce {
		i := bytes.IndexByte(c.rest[end:], '\n')
		if i < 0 {
			break
		}
		end, n = end+i+1, n+1
	}
	return end, n
}

// read reads on, over what is passed over.
func (c *cutter) read() error {
	from := len(c.rest)
	if cap(c.rest)-from < atATime {
		c.rest = append(make([]byte, 0, 2*from+atATime), c.rest...)
	}
	n, err := c.in.Read(c.rest[from : from+atATime])
	c.ended = err
	got := c.rest[from : from+n]
	if c.passing {
		end := bytes.IndexByte(got, '\n')
		if c.passed += n; end < 0 && c.passed > endless {
			return ErrEndless
		}
		if end < 0 {
			return nil
		}
		c.passing = false
		n = copy(c.rest[from:from+n], got[end+1:])
	}
	c.rest = c.rest[:from+n]
	return nil
}
