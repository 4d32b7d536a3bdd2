package api

import "github.com/alexedwards/argon2id"

// HashPassword makes the hash of a password that the program itself has made,
// and that needs no judging.
func HashPassword(password string) (string, error) {
	price := passwordPrice
	return argon2id.CreateHash(password, &price)
}
