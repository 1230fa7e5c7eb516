// Package report turns an assessment into what a person or a program reads: one
// Document in the words of a reader, from which text, JSON, Markdown, HTML, PDF and
// the screens are drawn, so that none of them computes and all agree.
//
// Text, Markdown, HTML and PDF draw the same sheet: parts of paragraphs, lists, rows and
// drawings in one order, composed once for each reader. A drawing is plain geometry,
// which HTML shows as SVG and PDF as vectors; text and Markdown tell it line by line.
// A report keeps to two pages for a patient (one in an emergency) and three for a
// clinician, on A4 and on Letter: it names what comes first and how many more there
// are. A full report ends with every source, finding and ladder; JSON always has all.
//
// What an option waits for is told as what is needed or is to be found out, never as if
// it were so. What is private stays out unless it is asked for: the level of danger and
// what it holds remain, with a neutral line.
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
// None of them writes tags, so that no file of theirs follows PDF/UA. Here marks go into
// the pages as they are drawn, and the tree of headings, paragraphs, lists with their
// labels, and figures with words is added as an update behind the end of the file
// (pdf_tags.go); title, language, bookmarks and embedded fonts are there too. No
// validator for PDF/UA was at hand, so the files do not claim to follow it. The fonts are
// Go's own, golang.org/x/image/font/gofont, which have Latin, Greek and Cyrillic letters;
// what they lack is shown as "?", and the foot says so.
package report
