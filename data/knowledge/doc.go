// Package knowledge holds what is known and reads it: the YAML files that people
// edit, the generated form of them that the program carries, the loader, the
// overlay of an institution's own files, and the lint.
//
// The files are decoded strictly: an unknown key, a name that leads nowhere or an
// impossible number is an error with file, line and column. Embedded returns the
// generated form without reading anything; a test keeps it equal to the files.
package knowledge
