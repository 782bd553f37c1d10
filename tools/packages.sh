#!/usr/bin/env bash
# The Debian packages that the tests need, installed where we may: as root, or with sudo that asks nothing.
# Elsewhere this says what is lacking and leaves it to the tests, which fail by name unless JIXIAO_WITHOUT names the program.
set -u
declare -A package=(
  [libreoffice]="libreoffice-writer-nogui libreoffice-calc-nogui"
  [chromium]="chromium"
  [poppler]="poppler-utils"
  [fonts]="fonts-noto-cjk"
)
without=",${JIXIAO_WITHOUT:-},"
lacking=()
for name in "${!package[@]}"; do
  [[ $without == *",$name,"* ]] && continue
  case $name in
    libreoffice) command -v soffice >/dev/null && continue ;;
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && continue ;;
    poppler) command -v pdftoppm >/dev/null && continue ;;
    fonts) command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] && continue ;;
  esac
  read -ra words <<<"${package[$name]}"
  lacking+=("${words[@]}")
done
[ ${#lacking[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "缺少测试所需的软件：${lacking[*]}（本机没有 apt-get，请自行安装）" >&2
  exit 0
elif [ "$(id -u)" -eq 0 ]; then
  as=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as=(sudo -n)
else
  echo "缺少测试所需的软件，且无权安装：${lacking[*]}" >&2
  exit 0
fi
echo "正在安装测试所需的软件：${lacking[*]}"
log=$(mktemp)
if ! { "${as[@]}" apt-get update -q && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${lacking[@]}"; } >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  echo "安装失败：${lacking[*]}" >&2
fi
rm -f "$log"
exit 0
