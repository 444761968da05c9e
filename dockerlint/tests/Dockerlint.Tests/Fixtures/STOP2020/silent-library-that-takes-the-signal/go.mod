module example.com/web

go 1.22
require github.com/ory/graceful v0.1.3
