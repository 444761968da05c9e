<?php
require "vendor/autoload.php";
while (true) { sleep(1); }
