#!/bin/sh
# More ways than anyone could follow; the last line is never reached by following them.
step0() {
  if [ "$LEVEL0" = 1 ]; then prepare-0-0 "$1"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-0-1 "$1"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-0-2 "$1"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-0-3 "$1"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-0-4 "$1"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-0-5 "$1"; fi
}
step1() {
  if [ "$LEVEL0" = 1 ]; then prepare-1-0 "$1"; step0 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-1-1 "$1"; step0 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-1-2 "$1"; step0 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-1-3 "$1"; step0 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-1-4 "$1"; step0 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-1-5 "$1"; step0 "$@"; fi
}
step2() {
  if [ "$LEVEL0" = 1 ]; then prepare-2-0 "$1"; step1 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-2-1 "$1"; step1 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-2-2 "$1"; step1 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-2-3 "$1"; step1 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-2-4 "$1"; step1 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-2-5 "$1"; step1 "$@"; fi
}
step3() {
  if [ "$LEVEL0" = 1 ]; then prepare-3-0 "$1"; step2 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-3-1 "$1"; step2 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-3-2 "$1"; step2 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-3-3 "$1"; step2 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-3-4 "$1"; step2 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-3-5 "$1"; step2 "$@"; fi
}
step4() {
  if [ "$LEVEL0" = 1 ]; then prepare-4-0 "$1"; step3 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-4-1 "$1"; step3 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-4-2 "$1"; step3 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-4-3 "$1"; step3 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-4-4 "$1"; step3 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-4-5 "$1"; step3 "$@"; fi
}
step5() {
  if [ "$LEVEL0" = 1 ]; then prepare-5-0 "$1"; step4 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-5-1 "$1"; step4 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-5-2 "$1"; step4 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-5-3 "$1"; step4 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-5-4 "$1"; step4 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-5-5 "$1"; step4 "$@"; fi
}
step6() {
  if [ "$LEVEL0" = 1 ]; then prepare-6-0 "$1"; step5 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-6-1 "$1"; step5 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-6-2 "$1"; step5 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-6-3 "$1"; step5 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-6-4 "$1"; step5 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-6-5 "$1"; step5 "$@"; fi
}
step7() {
  if [ "$LEVEL0" = 1 ]; then prepare-7-0 "$1"; step6 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-7-1 "$1"; step6 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-7-2 "$1"; step6 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-7-3 "$1"; step6 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-7-4 "$1"; step6 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-7-5 "$1"; step6 "$@"; fi
}
step8() {
  if [ "$LEVEL0" = 1 ]; then prepare-8-0 "$1"; step7 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-8-1 "$1"; step7 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-8-2 "$1"; step7 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-8-3 "$1"; step7 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-8-4 "$1"; step7 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-8-5 "$1"; step7 "$@"; fi
}
step9() {
  if [ "$LEVEL0" = 1 ]; then prepare-9-0 "$1"; step8 "$@"; fi
  if [ "$LEVEL1" = 1 ]; then prepare-9-1 "$1"; step8 "$@"; fi
  if [ "$LEVEL2" = 1 ]; then prepare-9-2 "$1"; step8 "$@"; fi
  if [ "$LEVEL3" = 1 ]; then prepare-9-3 "$1"; step8 "$@"; fi
  if [ "$LEVEL4" = 1 ]; then prepare-9-4 "$1"; step8 "$@"; fi
  if [ "$LEVEL5" = 1 ]; then prepare-9-5 "$1"; step8 "$@"; fi
}
step9
exec "$@"
