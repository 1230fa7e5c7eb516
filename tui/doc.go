// Package tui is what a person sees and presses, full screen.
//
// One Bubble Tea model, app, owns everything. The screens are plain structs and
// pages of text; there are no nested models and no state outside the model. The
// rules say which questions there are and what the answers mean, data/report puts
// that into words, and this package lays it out: it computes nothing of its own but
// where on the screen things stand.
//
// Rules of the screens:
//   - Nothing is read or written in Update; that is what commands are for.
//   - Ctrl+C leaves from everywhere, and what was said is kept.
//   - Back is one key everywhere, and works over whatever is half-typed.
//   - Going on without an answer is allowed everywhere, but a patient in an
//     emergency is not led on.
//   - No line is wider and no screen higher than the window, from 40 by 12 upwards;
//     below that a sentence says so.
//   - A sign or a word stands beside every colour.
//   - Keys are in one struct, from which behaviour and help line both come.
package tui
