<?php
while (true) {
    echo "work\n";
    sleep(1);
}
