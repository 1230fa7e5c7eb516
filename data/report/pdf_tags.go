package report

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
)

// tagger marks what is drawn with what it is, so that a screen reader can read the
// pages in order: headings, paragraphs, lists, and figures with words for them. The
// PDF library knows no tags; the marks go into its pages as they are written, and
// the tree is added to its file as an update at the end, as the format provides.
type tagger struct {
	root  element
	path  []*element // the containers that are open
	leaf  *element   // what is being drawn
	marks []int      // of every page, how many marks it has
}

// element is a node of the tree: a container, or a leaf with its marks.
type element struct {
	tag, alt string
	children []*element
	marks    []mark
}

type mark struct{ page, id int }

var errNotTagged = errors.New("the PDF could not be tagged: its file is not as expected")

// open begins a container, close ends it.
func (t *tagger) open(tag string) {
	e := &element{tag: tag}
	t.parent().children = append(t.parent().children, e)
	t.path = append(t.path, e)
}

func (t *tagger) close() { t.path = t.path[:len(t.path)-1] }

func (t *tagger) parent() *element {
	if len(t.path) > 0 {
		return t.path[len(t.path)-1]
	}
	return &t.root
}

// begin starts to draw a leaf, inside containers of its own where more tags are given.
func (t *tagger) begin(f *fpdf.Fpdf, tags ...string) {
	at := t.parent()
	for _, tag := range tags {
		e := &element{tag: tag}
		at.children = append(at.children, e)
		at = e
	}
	t.leaf = at
	t.mark(f)
}

// alt starts to draw a figure that these words stand for.
func (t *tagger) alt(f *fpdf.Fpdf, words string) {
	t.begin(f, "Figure")
	t.leaf.alt = words
}

// end ends the leaf.
func (t *tagger) end(f *fpdf.Fpdf) {
	f.RawWriteStr("EMC")
	t.leaf = nil
}

func (t *tagger) mark(f *fpdf.Fpdf) {
	page := f.PageNo()
	for len(t.marks) < page {
		t.marks = append(t.marks, 0)
	}
	id := t.marks[page-1]
	t.marks[page-1]++
	t.leaf.marks = append(t.leaf.marks, mark{page - 1, id})
	f.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", t.leaf.tag, id))
}

// suspend ends the mark before a page ends; resume begins it again on the next one.
func (t *tagger) suspend(f *fpdf.Fpdf) *element {
	if t.leaf != nil {
		f.RawWriteStr("EMC")
	}
	return t.leaf
}

func (t *tagger) resume(f *fpdf.Fpdf, leaf *element) {
	if leaf != nil {
		t.leaf = leaf
		t.mark(f)
	}
}

// write adds the tree to a file as an update.
func (t *tagger) write(file []byte) ([]byte, error) {
	u, err := newUpdate(file)
	if err != nil {
		return nil, err
	}
	t.root.tag = "Document"
	tree, parents := u.take(), u.take()
	owner := make([][]int, len(t.marks)) // of every mark on every page, the object of its element
	for i, n := range t.marks {
		owner[i] = make([]int, n)
	}
	top := t.element(u, &t.root, tree, owner)
	u.set(tree, fmt.Sprintf("<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d>>", top, parents, len(t.marks)))
	var nums strings.Builder
	for i, refs := range owner {
		fmt.Fprintf(&nums, "%d [", i)
		for _, n := range refs {
			fmt.Fprintf(&nums, "%d 0 R ", n)
		}
		nums.WriteString("] ")
	}
	u.set(parents, "<</Nums ["+nums.String()+"]>>")
	for i := range t.marks {
		if err := u.extend(pageObject(i), "/Type /Page", fmt.Sprintf("/StructParents %d /Tabs /S", i)); err != nil {
			return nil, err
		}
	}
	extra := fmt.Sprintf("/Version /1.7 /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /ViewerPreferences <</DisplayDocTitle true>>", tree)
	if err := u.extend(u.catalog, "/Type /Catalog", extra); err != nil {
		return nil, err
	}
	return u.finish(), nil
}

// pageObject is the number that the library gives to a page: two for each, from 3.
func pageObject(i int) int { return 3 + 2*i }

// element writes a node and all below it and returns its object.
func (t *tagger) element(u *update, e *element, parent int, owner [][]int) int {
	n := u.take()
	var kids []string
	for _, c := range e.children {
		kids = append(kids, fmt.Sprintf("%d 0 R", t.element(u, c, n, owner)))
	}
	for _, m := range e.marks {
		owner[m.page][m.id] = n
		kids = append(kids, fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", pageObject(m.page), m.id))
	}
	alt := ""
	if e.alt != "" {
		alt = " /Alt " + pdfText(e.alt)
	}
	u.set(n, fmt.Sprintf("<</Type /StructElem /S /%s /P %d 0 R%s /K [%s]>>", e.tag, parent, alt, strings.Join(kids, " ")))
	return n
}

// pdfText writes a text as the format wants it, in UTF-16.
func pdfText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, x := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", x)
	}
	return b.String() + ">"
}

// update is what is added behind the end of a file.
type update struct {
	file    []byte
	offsets map[int]int // of the objects of the file
	start   int         // where its table stands
	size    int         // one more than its last object, and those taken since
	catalog int
	info    int
	objects map[int]string
}

// newUpdate reads the table and the trailer of a file.
func newUpdate(file []byte) (*update, error) {
	u := &update{file: file, offsets: map[int]int{}, objects: map[int]string{}}
	at := bytes.LastIndex(file, []byte("startxref"))
	trailer := bytes.LastIndex(file, []byte("trailer"))
	if at < 0 || trailer < 0 {
		return nil, errNotTagged
	}
	words := strings.Fields(string(file[at:]))
	u.start, _ = strconv.Atoi(words[1])
	for key, to := range map[string]*int{"/Size": &u.size, "/Root": &u.catalog, "/Info": &u.info} {
		_, rest, ok := strings.Cut(string(file[trailer:at]), key)
		if fields := strings.Fields(rest); ok && len(fields) > 0 {
			*to, _ = strconv.Atoi(fields[0])
		}
	}
	if u.start <= 0 || u.start > trailer || u.size == 0 || u.catalog == 0 {
		return nil, errNotTagged
	}
	for i, line := range strings.Split(string(file[u.start:trailer]), "\n") {
		if fields := strings.Fields(line); len(fields) == 3 && fields[2] == "n" {
			u.offsets[i-2], _ = strconv.Atoi(fields[0])
		}
	}
	return u, nil
}

// take returns the number of a new object.
func (u *update) take() int {
	u.size++
	return u.size - 1
}

func (u *update) set(n int, body string) { u.objects[n] = body }

// extend writes an object of the file anew with more in it.
func (u *update) extend(n int, kind, more string) error {
	at, ok := u.offsets[n]
	if !ok || at >= len(u.file) {
		return errNotTagged
	}
	body, _, ok := strings.Cut(string(u.file[at:]), "endobj")
	_, body, head := strings.Cut(body, " 0 obj")
	before, after, found := strings.Cut(body, kind)
	if !ok || !head || !found {
		return errNotTagged
	}
	u.objects[n] = strings.TrimSpace(before + kind + " " + more + after)
	return nil
}

// finish writes the objects, their table and the trailer.
func (u *update) finish() []byte {
	b := bytes.NewBuffer(u.file)
	offsets := make([]int, u.size)
	for n := range u.size {
		if body, ok := u.objects[n]; ok {
			offsets[n] = b.Len()
			fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", n, body)
		}
	}
	start := b.Len()
	b.WriteString("xref\n")
	for n := range u.size {
		if offsets[n] > 0 {
			fmt.Fprintf(b, "%d 1\n%010d 00000 n \n", n, offsets[n])
		}
	}
	fmt.Fprintf(b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n", u.size, u.catalog, u.info, u.start, start)
	return b.Bytes()
}
