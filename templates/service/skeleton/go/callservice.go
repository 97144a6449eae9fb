package main

import (
	"context"
	"io"
	"net/http"
	"time"
)

// callTimeout is for a call and its answer.
const callTimeout = 3 * time.Second

// callService calls another service: with the ids of the request that is worked
// on, and not longer than its caller waits. The address is what a dependency's
// variable says, as os.Getenv("CART_URL").
func callService(ctx context.Context, method, address string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, err
	}
	if ids := requestIDsOf(ctx); ids != nil {
		request.Header = ids.headers.Clone()
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return serviceClient.Do(request)
}

var serviceClient = &http.Client{Timeout: callTimeout}
