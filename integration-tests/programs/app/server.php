<?php if (str_ends_with($_SERVER["REQUEST_URI"], "slow")) { sleep(2); } echo "done";
