package knowledge

import (
	"io/fs"
	"path"
	"strings"

	"afterfusion/data/yamltree"
)

// unread finds what an institution would take to be in use and is not: files that are
// read under another name only, or no files at all. Notes may lie beside the knowledge.
func unread(folder fs.FS) []Fault {
	var faults []Fault
	files := 0
	_ = fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		base := path.Base(name)
		yaml := strings.HasSuffix(base, ".yaml") || strings.HasSuffix(base, ".yml")
		switch {
		case err != nil:
			faults = append(faults, Fault{Place: Place{File: name}, Problem: yamltree.OpenProblem(err)})
		case name == ".":
		case strings.HasPrefix(base, "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir() && yaml:
			faults = append(faults, Fault{Place: Place{File: name}, Problem: "is a folder, not a file"})
		case e.IsDir(), strings.HasSuffix(base, ".md"), strings.HasPrefix(base, "README"), strings.HasPrefix(base, "LICENSE"):
		case yaml:
			files++
		case linked(folder, name, e):
			faults = append(faults, Fault{Place: Place{File: name}, Problem: "is a link to a folder, which is not followed; put the files there, in a folder of this name"})
		default:
			faults = append(faults, Fault{Place: Place{File: name}, Problem: "is not read: the names of knowledge files end in .yaml; rename it, or take it out"})
		}
		return nil
	})
	if files == 0 && len(faults) == 0 {
		faults = append(faults, Fault{Problem: "the folder holds no knowledge files (*.yaml), so that nothing of it would be in use"})
	}
	return faults
}

// linked says whether an entry is a link to a folder.
func linked(folder fs.FS, name string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return false
	}
	st, err := fs.Stat(folder, name)
	return err == nil && st.IsDir()
}
