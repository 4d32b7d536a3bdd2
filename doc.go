// Package guibei is the vocabulary of Guibei 规备: the words of making,
// reviewing and filing administrative normative documents (行政规范性文件),
// with the behaviour that belongs to them and nothing that needs a database, a
// clock or a network.
//
// One [Case] (件) is one document from its first draft to its archive. People
// act on it by [Command]; what a command may do in which [Stage], who may give
// it and what must be true first is one table, [Transitions]. [Case.Decide]
// reads that table and returns an [Outcome]: the case as it will be, the
// [Event]s that say so, the [Task]s that open and close and the clocks that
// start, stop, pause and resume. Nothing has happened until an outcome is
// committed; that is the work of the store.
//
// At publication a case owes one [Obligation] per filing track. Legality
// review (合法性审核, before issue) and filing review (备案审查, after issue)
// are different acts by different people, and stay different types here.
//
// Names are the terms of the field; errors carry a [Kind] and a Chinese
// sentence that says what to do next.
package guibei
