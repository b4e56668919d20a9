#!/bin/sh
# Prüft und baut jeden Kurs und vergleicht ihn mit einem Zweig. Alles, was jemand ansehen will, liegt danach in ergebnis/.
# Aufruf: ci/pruefen.sh [ZWEIG]   ohne Angabe das jüngste Tag veroeffentlicht-…, sonst origin/main, sonst main
set -eu
cd "$(dirname "$0")/.."

against=${1:-$(ci/veroeffentlicht.sh)}

rm -rf ergebnis
mkdir ergebnis
failed=0
for file in course.yaml */course.yaml; do
    [ -e "$file" ] || continue
    course=$(dirname "$file")
    name=$course
    [ "$course" != . ] || name=kurs  # der Kurs liegt ganz oben
    known=
    if [ -n "$against" ] && git cat-file -e "$against:$file" 2>/dev/null; then
        known=yes
    fi
    echo "== $name prüfen"
    if ! authoring check "$course" ${known:+--against "$against"}; then
        failed=1
        continue
    fi
    authoring build "$course" -o "ergebnis/$name.course"
    if [ -z "$known" ]; then
        echo "== ${against:+in $against }gibt es $name noch nicht, also nichts zu vergleichen"
        continue
    fi
    echo "== $name mit $against vergleichen"
    status=0
    authoring diff "$against" "$course" --html "ergebnis/$name-vergleich" >"ergebnis/$name-vergleich.txt" || status=$?
    cat "ergebnis/$name-vergleich.txt"
    case $status in
        0) ;;
        1) echo "== in $name ist vor dem Veröffentlichen etwas zu klären, siehe oben" ;;
        *) failed=1 ;;
    esac
done
exit "$failed"
