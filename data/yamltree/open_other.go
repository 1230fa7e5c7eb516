//go:build !unix

package yamltree

// unblocked does nothing where the system has no pipes among its files.
const unblocked = 0
