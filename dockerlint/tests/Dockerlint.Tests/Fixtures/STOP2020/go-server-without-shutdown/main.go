package main

import "net/http"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok")) })
	// expect@+1: STOP2020 info 7-21 "Go's runtime ends it at once"
	http.ListenAndServe(":8080", nil)
}
