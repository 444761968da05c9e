package main

import (
	"net/http"

	"github.com/ory/graceful"
)

func main() {
	server := graceful.WithDefaults(&http.Server{Addr: ":8080", Handler: http.DefaultServeMux})
	if err := graceful.Graceful(server.ListenAndServe, server.Shutdown); err != nil {
		panic(err)
	}
}
