// Package schemas holds the vendor's published contract (openapi.yaml, byte for
// byte), the JSON Schemas extracted from it, and the names by which features
// call its properties; all embedded, so that the program stands alone.
package schemas

import "embed"

// FS is this folder.
//
//go:embed openapi.yaml names.yaml all:extracted
var FS embed.FS
