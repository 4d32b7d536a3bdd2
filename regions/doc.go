// Package regions holds what differs from place to place: who reviews and who
// receives filings, how long everything may take, what belongs in a package,
// how numbers are written. One region is one YAML file, a pack; the program
// itself knows no place.
//
// Every parameter is a list of dated values, each with the rule it comes from
// and whether the region has confirmed it in writing, so that a document is
// judged by the value in force on its date and nobody mistakes a working
// default for the law. [Region.Unconfirmed] is the list to be signed off.
//
// Packs shipped with the program are reached by [Load] and [All]; a pack of
// one's own is read by [Parse], under the same checks.
package regions
