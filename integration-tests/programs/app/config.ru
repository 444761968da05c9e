run lambda { |env|
  sleep 2 if env["PATH_INFO"].end_with?("slow")
  [200, { "Content-Type" => "text/plain", "Content-Length" => "4" }, ["done"]]
}
