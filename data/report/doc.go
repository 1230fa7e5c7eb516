// Package report turns an assessment into what a person or a program reads: one
// Document in the words of a reader, from which text, JSON and the screens are
// drawn, so that none of them computes and all agree.
package report
