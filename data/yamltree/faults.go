package yamltree

import (
	"errors"
	"fmt"
)

// mostTold is how many faults are told at once: more are the consequence of a few, or
// of a file that is something else.
const mostTold = 20

// Join joins faults, without those that are nil, and says how many it left out.
func Join(errs []error) error {
	var told []error
	more := 0
	for _, err := range errs {
		switch {
		case err == nil:
		case len(told) < mostTold:
			told = append(told, err)
		default:
			more++
		}
	}
	if more > 0 {
		rest := &Error{Problem: fmt.Sprintf("and %d more faults", more)}
		var last *Error
		if errors.As(told[len(told)-1], &last) {
			rest.File = last.File
		}
		told = append(told, rest)
	}
	return errors.Join(told...)
}
