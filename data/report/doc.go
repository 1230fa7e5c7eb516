// Package report turns an assessment into what a person or a program reads: one
// Document in the words of a reader, from which text, JSON, Markdown, HTML, PDF and
// the screens are drawn, so that none of them computes and all agree.
//
// Markdown, HTML and PDF draw the same sheet: parts of paragraphs, lists, rows and
// drawings, composed once for each reader. A drawing is plain geometry, which HTML
// shows as SVG and PDF as vectors.
//
// # The PDF library
//
// Weighed in November 2026, all pure Go:
//   - codeberg.org/go-pdf/fpdf v0.12 (May 2026, MIT): the maintained heir of gofpdf;
//     embeds TrueType subsets with their Unicode map, draws paths and clips, sorts its
//     objects for the same bytes each time, and its own packages need nothing else.
//     Taken.
//   - github.com/phpdave11/gofpdf v1.4.3 (May 2025): the same line, behind fpdf.
//   - github.com/signintech/gopdf v0.33 (July 2025, MIT): lower level, no document
//     language, no title shown.
//   - github.com/johnfercher/maroto v2.3 (December 2025, MIT): a grid on top of a
//     gofpdf; more modules for a layout that is not ours.
//   - github.com/pdfcpu/pdfcpu v0.15 (August 2026, Apache-2.0): made to work on
//     finished files; large for writing a few pages.
//
// None of them writes tags. Marks go into the pages as they are drawn, and the tree
// of headings, paragraphs, lists and figures is added as an update behind the end of
// the file (pdf_tags.go). The fonts are Go's own, golang.org/x/image/font/gofont,
// which have Latin, Greek and Cyrillic letters; what they lack is shown as "?".
package report
