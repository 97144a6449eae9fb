package main

import (
	"fmt"
	"net/http"
	"strings"
)

// routes are what the service answers. Put what it is for in place of the
// greeting.
var routes = []route{
	{pattern: "POST /greetings", handle: greet},
}

func greet(r *http.Request) (answer, error) {
	var body struct {
		Name string `json:"name"`
	}
	if err := readJSON(r, &body); err != nil {
		return answer{}, err
	}
	name := strings.TrimSpace(body.Name)
	if name == "" {
		return answer{}, httpError{http.StatusBadRequest, "Give 'name' as a text."}
	}
	return answer{
		status: http.StatusCreated,
		body:   map[string]string{"greeting": fmt.Sprintf("Hello, %s!", name)},
	}, nil
}
