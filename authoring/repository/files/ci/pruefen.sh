#!/bin/sh
# Prüft und baut jeden Kurs und vergleicht ihn mit einem Zweig. Alles, was jemand ansehen will, liegt danach in ergebnis/.
# Aufruf: ci/pruefen.sh [ZWEIG]   ohne Angabe origin/main, sonst main
set -eu
cd "$(dirname "$0")/.."

against=${1:-}
if [ -z "$against" ]; then
    against=main
    if git rev-parse --verify --quiet "origin/main^{commit}" >/dev/null; then
        against=origin/main
    fi
fi

rm -rf ergebnis
mkdir ergebnis
failed=0
for file in */course.yaml; do
    course=${file%/course.yaml}
    echo "== $course prüfen"
    if ! authoring check "$course"; then
        failed=1
        continue
    fi
    authoring build "$course" -o "ergebnis/$course.course"
    if ! git cat-file -e "$against:$file" 2>/dev/null; then
        echo "== in $against gibt es $course noch nicht, also nichts zu vergleichen"
        continue
    fi
    echo "== $course mit $against vergleichen"
    status=0
    authoring diff "$against:$course" "$course" --html "ergebnis/$course-vergleich" >"ergebnis/$course-vergleich.txt" || status=$?
    cat "ergebnis/$course-vergleich.txt"
    case $status in
        0) ;;
        1) echo "== in $course ist vor dem Veröffentlichen etwas zu klären, siehe oben" ;;
        *) failed=1 ;;
    esac
done
exit "$failed"
