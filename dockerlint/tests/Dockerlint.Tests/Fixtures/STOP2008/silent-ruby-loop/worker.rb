require "json"
loop { sleep 1 }
