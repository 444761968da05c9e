module parcelhub.example/gateway

go 1.23
