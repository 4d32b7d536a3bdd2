// Package web serves the interface in the browser: the React application
// below it, built by Vite and carried in the binary, gzip only.
//
// `npm run build` fills dist. A binary built without it, or with the build tag
// noui, says so in one page and serves the API as ever.
package web
