package report

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"afterfusion/rules"
)

// Markdown writes the document as Markdown: for a clinician a note that is ready to
// paste, for a patient the same page as on paper.
func Markdown(d *Document, k *rules.Knowledge) string {
	s := Compose(d, k)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", plain(s.Title), plain(s.Sub))
	for _, p := range s.Parts {
		fmt.Fprintf(&b, "\n## %s\n", plain(p.Heading))
		for _, x := range p.Blocks {
			b.WriteByte('\n')
			markdownBlock(&b, &x)
		}
	}
	if len(s.References) > 0 {
		b.WriteString("\n## References\n\n")
		for _, r := range s.References {
			fmt.Fprintf(&b, "%d. %s\n", r.N, plain(r.Words()))
		}
	}
	b.WriteString("\n---\n")
	for _, f := range s.Foot {
		fmt.Fprintf(&b, "\n%s\n", plain(f))
	}
	return b.String()
}

// Words is a reference in a line: who and where, by what it is found, and whether it was
// read. Its title stands only where nothing else finds it, and in a full report.
func (r numbered) Words() string {
	where := doi(r.DOI)
	if where == "" && r.PMID != "" {
		where = "PMID " + r.PMID + " "
	}
	cite := fewAuthors(r.Cite, where != "" && !r.Whole)
	if strings.HasPrefix(cite, "(") {
		cite = r.ID + " " + cite
	}
	return strings.TrimSpace(strings.Replace(stop(cite), "?.", "?", 1) + " " + where + r.Note)
}

// fewAuthors names the first author of a list of more than two, and leaves the title out
// where that is wanted and what follows it is told.
func fewAuthors(cite string, noTitle bool) string {
	authors, rest, ok := strings.Cut(cite, ". ")
	if !ok {
		return cite
	}
	if names := strings.Split(authors, ", "); len(names) > 2 && authorName().MatchString(names[0]) {
		authors = names[0] + " et al"
	}
	if at := strings.LastIndex(strings.TrimSuffix(rest, "."), ". "); noTitle && at > 0 {
		rest = rest[at+2:]
	}
	return authors + ". " + rest
}

// authorName is a name with initials: Liliang PC.
var authorName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\p{L}[\p{L}' -]+ \p{Lu}{1,4}$`) })

func markdownBlock(b *strings.Builder, x *Block) {
	switch {
	case x.Figure != nil && x.Figure.Table != nil:
		markdownTable(b, x.Figure.Table)
		fmt.Fprintf(b, "\n%s%s\n", plain(x.Figure.Caption), spaced(x.cites.String()))
	case x.Figure != nil:
		fmt.Fprintf(b, "%s%s\n", plain(x.Figure.Words()), spaced(x.cites.String()))
		for _, d := range x.Figure.Drawings {
			if len(d.Lines) > 0 {
				fmt.Fprintf(b, "\n%s\n", plain(d.Name))
				for _, line := range d.Lines {
					fmt.Fprintf(b, "- %s\n", plain(line))
				}
			}
		}
	case x.Rows != nil:
		for _, r := range x.Rows {
			fmt.Fprintf(b, "- **%s:** %s%s\n", plain(r.Label), plain(r.Text), spaced(r.String()))
		}
	case x.Items != nil:
		for i, it := range x.Items {
			mark := "-"
			if x.Numbered {
				mark = fmt.Sprintf("%d.", i+1)
			}
			fmt.Fprintf(b, "%s %s\n", mark, markdownItem(it))
		}
	case x.Style == "sub":
		fmt.Fprintf(b, "### %s\n", plain(x.Text))
	case x.Style == "strong":
		fmt.Fprintf(b, "**%s**%s\n", plain(x.Text), spaced(x.cites.String()))
	case x.Style == "muted":
		fmt.Fprintf(b, "_%s_%s\n", plain(x.Text), spaced(x.cites.String()))
	default:
		fmt.Fprintf(b, "%s%s\n", plain(x.Text), spaced(x.cites.String()))
	}
}

func markdownItem(it Item) string {
	var words []string
	if it.Mark == "+" || it.Mark == "−" {
		words = append(words, "("+it.Mark+")")
	}
	if it.Title != "" {
		words = append(words, "**"+plain(it.Title)+"**")
	}
	if it.Text != "" {
		words = append(words, plain(it.Text))
	}
	if it.Ask != "" {
		words = append(words, "_Ask: "+plain(it.Ask)+"_")
	}
	if n := it.String(); n != "" {
		words = append(words, n)
	}
	return strings.Join(words, " ")
}

func markdownTable(b *strings.Builder, t *table) {
	row := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + plain(c) + " ")
		}
		b.WriteString("|\n")
	}
	row(t.Head)
	b.WriteString(strings.Repeat("| --- ", len(t.Head)) + "|\n")
	for _, r := range t.Rows {
		row(r)
	}
}

func spaced(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// plain makes a text that Markdown shows as it is: on one line and without marks.
func plain(s string) string {
	s = markdownMarks.Replace(strings.Join(strings.Fields(s), " "))
	return htmlTag().ReplaceAllString(entity().ReplaceAllString(s, "&amp;$1"), "&lt;$1")
}

var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`,
	">", `\>`)

// What Markdown would take for a character by its name, and for HTML.
var (
	entity  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`&(#?\w+;)`) })
	htmlTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<([A-Za-z/!?])`) })
)
