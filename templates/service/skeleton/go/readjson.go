package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// maxBodyBytes of a request are read at most.
const maxBodyBytes = 1 << 20

// httpError is an error that its caller may read; all others become a plain 500.
type httpError struct {
	status  int
	message string
}

func (e httpError) Error() string { return e.message }

// readJSON reads a body; its error is for the caller.
func readJSON(r *http.Request, into any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || (kind != "application/json" && !strings.HasSuffix(kind, "+json")) {
		return httpError{http.StatusUnsupportedMediaType, "Send the body as application/json."}
	}
	err = json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxBodyBytes)).Decode(into)
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return httpError{
			http.StatusRequestEntityTooLarge,
			fmt.Sprintf("The body is longer than %d bytes.", maxBodyBytes),
		}
	}
	if err != nil {
		return httpError{http.StatusBadRequest, "The body is not the JSON that is needed."}
	}
	return nil
}
