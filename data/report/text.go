package report

import (
	"fmt"
	"strings"

	"afterfusion/rules"
)

// textWidth is how wide the lines of a text report are.
const textWidth = 78

// Text writes the document as plain lines for a terminal, a record or a screen reader:
// the same sheet as on paper, with words in the place of drawings.
func Text(d *Document, k *rules.Knowledge) string {
	s := Compose(d, k)
	w := &textWriter{}
	w.line(strings.ToUpper(s.Title))
	w.line(s.Sub)
	for i := range s.Parts {
		w.part(&s.Parts[i])
	}
	if len(s.References) > 0 {
		w.head("References")
		for _, r := range s.References {
			w.item(fmt.Sprintf("%3d.", r.N), r.Words())
		}
	}
	w.head(s.either("What this is", "Intended use"))
	for _, f := range s.Foot {
		w.line(f)
	}
	return w.b.String()
}

type textWriter struct{ b strings.Builder }

func (w *textWriter) line(text string) {
	if text != "" {
		w.b.WriteString(Wrap(text, "", textWidth) + "\n")
	}
}

func (w *textWriter) item(mark, text string) {
	indent := strings.Repeat(" ", len([]rune(mark))+1)
	w.b.WriteString(mark + " " + strings.TrimPrefix(Wrap(text, indent, textWidth), indent) + "\n")
}

func (w *textWriter) head(s string) { w.b.WriteString("\n" + strings.ToUpper(s) + "\n") }

// dangerMarks stand before the heading of a danger, so that it is not told by its words alone.
var dangerMarks = map[string]string{"emergency": "!!! ", "urgent": "!! ", "soon": "! "}

func (w *textWriter) part(p *Part) {
	w.head(dangerMarks[p.Kind] + p.Heading)
	for i := range p.Blocks {
		w.block(&p.Blocks[i])
	}
}

func (w *textWriter) block(x *Block) {
	switch {
	case x.Figure != nil:
		w.figure(x.Figure, x.cites)
	case x.Rows != nil:
		for _, r := range x.Rows {
			w.b.WriteString(strings.TrimPrefix(Wrap(r.Label+": "+r.Text+spaced(r.String()), "  ", textWidth), "  ") + "\n")
		}
	case x.Items != nil:
		for i, it := range x.Items {
			mark := "  -"
			switch {
			case x.Numbered:
				mark = fmt.Sprintf(" %d.", i+1)
			case it.Mark == "+":
				mark = "  +"
			}
			w.item(mark, itemWords(&it))
		}
	case x.Style == "sub":
		w.b.WriteString("\n")
		w.line(x.Text)
	default:
		w.line(x.Text + spaced(x.cites.String()))
	}
}

// itemWords is a point as a line.
func itemWords(it *Item) string {
	lead := ""
	if it.Mark == "−" {
		lead = "against: "
	}
	return lead + strings.TrimSpace(strings.TrimSpace(it.Title+" "+it.Text)+spaced(it.String())+ask(*it))
}

// figure tells in words what a drawing shows.
func (w *textWriter) figure(f *Figures, c cites) {
	w.line(f.Words() + spaced(c.String()))
	for _, d := range f.Drawings {
		w.line(d.Name)
		for _, s := range d.Lines {
			w.item("  -", s)
		}
	}
}
