package report

import (
	"fmt"
	"regexp"
	"strings"

	"afterfusion/rules"
)

// Markdown writes the document as Markdown: for a clinician a note that is ready to
// paste, for a patient the same page as on paper.
func Markdown(d *Document, k *rules.Knowledge) string {
	s := compose(d, k)
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
			fmt.Fprintf(&b, "%d. %s\n", r.N, plain(r.words()))
		}
	}
	b.WriteString("\n---\n")
	for _, f := range s.Foot {
		fmt.Fprintf(&b, "\n%s\n", plain(f))
	}
	return b.String()
}

// words is a reference in a line.
func (r numbered) words() string {
	return strings.TrimSpace(stop(r.Cite) + " " + doi(r.DOI) + r.Note)
}

func markdownBlock(b *strings.Builder, x *block) {
	switch {
	case x.Figure != nil && x.Figure.Table != nil:
		markdownTable(b, x.Figure.Table)
		fmt.Fprintf(b, "\n%s\n", plain(x.Figure.Caption))
	case x.Figure != nil:
		fmt.Fprintf(b, "%s\n", plain(x.Figure.Caption))
		for _, d := range x.Figure.Drawings {
			if d.Clip == nil { // the places of the body stand in the caption
				fmt.Fprintf(b, "\n%s\n", plain(d.Title))
			}
		}
	case x.Rows != nil:
		for _, r := range x.Rows {
			fmt.Fprintf(b, "- **%s:** %s\n", plain(r.Label), plain(r.Text))
		}
	case x.Items != nil:
		for _, it := range x.Items {
			fmt.Fprintf(b, "- %s\n", markdownItem(it))
		}
	case x.Style == "strong":
		fmt.Fprintf(b, "**%s**%s\n", plain(x.Text), spaced(numbers(x.Refs)))
	case x.Style == "muted":
		fmt.Fprintf(b, "_%s_\n", plain(x.Text))
	default:
		fmt.Fprintf(b, "%s%s\n", plain(x.Text), spaced(numbers(x.Refs)))
	}
}

func markdownItem(it item) string {
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
	if n := numbers(it.Refs); n != "" {
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
	return htmlTag.ReplaceAllString(entity.ReplaceAllString(s, "&amp;$1"), "&lt;$1")
}

var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`,
	">", `\>`)

// What Markdown would take for a character by its name, and for HTML.
var (
	entity  = regexp.MustCompile(`&(#?\w+;)`)
	htmlTag = regexp.MustCompile(`<([A-Za-z/!?])`)
)
