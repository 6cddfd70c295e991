import { from } from '../case'

const raw = String.raw

/** The shapes of what SONiC's own scripts do with awk. */
export const sonic = from(
  raw`printf 'T\nH\n-\nEth0 1 2 3 4 5 6 7 10 0 0 0 0 0 0 5\nEth4 1 2 3 4 5 6 7 20 0 0 0 0 0 0 6\n' | awk -F' ' '{if (NR>3) {s+=$9+$16}} END {print s}'`,
  raw`printf 'a\tdocker-fpm:v1\tbgp\nb\tdocker-fpm:v1\tbgp0\nc\tx:v1\tbgpmon\n' | awk '$3 ~ /^bgp([0-9]+)?$/' | cut -f1`,
  raw`printf 'x\n{"active": true}\ny\n' | awk '/^{.*}$/'; printf '1.2.3.4\nfe80::1\n' | awk /\\./; printf '1.2.3.4\nfe80::1\n' | awk /:/`,
  raw`echo 'BGP neighbor is 10.0.0.57, remote AS 64600' | awk -F '[, ]' '{print $4}'; echo 'OpenSSL 1.1.1n' | awk '$2 ~ /(^0\.)|(^1\.(0\.|1\.0))/ { exit 1 }'; echo $?; echo 'OpenSSL 1.0.2' | awk '$2 ~ /(^0\.)|(^1\.(0\.|1\.0))/ { exit 1 }'; echo $?`,
  raw`printf '{\n "DEVICE_METADATA": {\n  "localhost": {\n   "platform": "x86_64-kvm"\n  }\n },\n "platform": "no"\n}\n' | awk -F'"' '/"DEVICE_METADATA":/,/\}/{if(/"platform":/) print $4}'`,
  raw`printf '#name h n on\ncpu 1 2 1\nmem 2 3 0\n' | awk '!/^#/ { if ($4 == 1) print $1 }'; printf '#n\ncpu 1 2 1\nio 0 1 1\n' | awk '!/^#/ && $4 == 1 && $2 != 0 { count++ } END { exit count != 0 }'; echo $?`,
  raw`echo abc | sha1sum | awk '{print substr($1,0,23);}'; printf abc | sha256sum | awk '{print $1}'; printf x | md5sum | awk '{ print $1 }'`,
  raw`printf 'processor: 0\nmodel name\t: Xeon @ 2GHz\nprocessor: 1\nmodel name\t: Xeon @ 2GHz\n' | awk -F: '/model name/ {core++; name=$2} END {print core, name}'`,
  raw`echo 'FROM debian:bookworm' | awk '{print$2}'; echo 'u=1==2' | awk -F"==" '{print $NF}'; echo 'https://h/a/b.deb?x' | awk -F"/" '{print $NF}' | cut -d? -f1`,
  raw`printf 'mtd1: 00040000 00010000 "uboot-env"\n' | awk '{print "0x" $3, "0x" $2}' | awk '{print $1 + $2, ($1 > $2)}'; echo '0x40000 0x10000' | awk '{print $1 + 0, $1 - $2}'; awk 'BEGIN {print "0x10" + 1, 0x10}'`,
  raw`printf '0x0010:  ff ee dd cc 01 02 03 04 05 06 07 a1 b2 c3 d4\n' | awk '{print "0x"$13$12$15$14}'; printf '00000000  de ad be ef 01\n' | awk 'FNR==1 {print $2 $3 $4 $5}'`,
  raw`field=3; echo 'a b c' | awk '{print $'$field'}'; n=2; awk -v linenumber=$n -v prescript='RUN x' 'NR==linenumber{print prescript}1' <<< $'FROM a\nRUN b'`,
  raw`awk '$2=="running"{found=1} END{exit found?0:1}' <<< $'a stopped\nb running' && echo yes || echo no; awk '$2=="running"{found=1} END{exit found?0:1}' <<< 'a stopped' && echo yes || echo no`,
  raw`printf '/etc/a\n\n/etc/b\n' | awk -v rw_dir=/host/rw 'NF {print rw_dir"/"$0"$"}'; printf 'Partition size: 2048 sectors (1024.0 KiB)\n' | awk -F '[( ]' '/Partition size/ {print int($6)}'; echo 'First sector: 2048 (at 1 MiB)' | awk '/First sector/ {print $3}'`,
  raw`printf 'Device Model:     VENDOR SSD 32G\n' | awk '{$1=$2="";print $0}' | sed 's/^ *//g'; echo 'User Capacity:    32,017,047,552 bytes [32.0 GB]' | awk -F '\\[|\\]' '{print $2}' | awk '{print $1}'; echo 'a[b]c' | awk -F '\[|\]' '{print $2}'`,
  raw`printf ' 8 0 sda 1 2 300 4 5 6 700 8\n 8 1 sda1 1 2 3 4 5 6 7 8\n' | awk '{read+=$6; write+=$10} END {printf "%d,%d", read, write}'; echo; echo '0.52 0.58 0.59 1/467 12345' | awk '{printf "%s,%s", $1, $2}'; echo`,
  raw`printf 'Mem:           7854        2345        1234\n' | awk '/^Mem:/ {printf "%.1f,%.1f,%.0f", $3/1024, $2/1024, $3/$2*100}'; echo; printf 'Mem: 8 4 4\n' | awk '/^Mem:/{print $4}'; echo '8 2' | awk '{printf "%f\n",log($1)/log($2)}'`,
  raw`printf 'FWVersion = 1.2, LockingEnabled = Y, MBREnabled = N\n' | awk -F', ' '{for(i=1;i<=NF;i++) if($i ~ /^LockingEnabled =/) print $i}' | awk -F' = ' '{print $2}'`,
  raw`grep -v x <<< 'onie_platform=x86_64-r0' | awk 'BEGIN { FS = "=" } ; { print $2 }'; echo 'onie_platform=a-r0' | awk 'BEGIN { FS = "=" } ; { print $2 }'; echo 'a:b' | awk 'BEGIN{FS=":"};{print $2};END{print NR}'`,
  raw`echo '0x0000:  40 a6 b7 00 00 01' | awk -F':' '{gsub(/ /, ":", $2);print $2}' | sed 's/^[[:space:]]*//' | sed 's/:\s*$//'; printf '10.0.0.1 dev Vlan1 lladdr aa:bb STALE\n' | awk '{print $1 "," $5}' | tr '[:lower:]' '[:upper:]'`,
  raw`printf 'cpu  100 0 50 850 0 0 0 0\ncpu  200 0 80 1720 0 0 0 0\n' | awk '{t = 0; for (i = 2; i <= NF; i++) t += $i; if (NR > 1) printf "%.1f\n", (1 - ($5 - idle) / (t - total)) * 100; idle = $5; total = t}'`,
  raw`printf 'p1|x|y|10|20\np2|x|y|15|30\np3|x|y|40|50\n' > t; awk -F'|' -v t=16 '$4 <= t && $5 > t' t | wc -l; awk -F'|' '{print $5}' t | sort -n | tail -1; awk -F'|' '{s += $5 - $4} END {print s}' t; awk -F'|' '{if ($4 in a) next; a[$4] = $1} END {print length(a)}' t`,
  raw`printf 'PORT|Ethernet0\nPORT|Ethernet4\nVLAN|Vlan10\n' | awk -F'|' '{print $2}'; printf 'PORT|Ethernet0\nVLAN|Vlan10\n' | awk -F '|' '$1=="PORT"{print $2}'; printf 'a|b|c\n' | awk 'BEGIN{FS="|";OFS="|"}{$2="x";print}'; printf 'a | b | c\n' | awk -F ' [|] ' '{print $2}'`,
  raw`printf 'docker-sonic-vs\n' | awk '{gsub("docker-","");print}'; printf 'SONiC Software Version: SONiC.20240531.12\n' | awk -F'[: ]+' '/Software Version/ {print $4}'; printf 'Feature    State    AutoRestart\n---------  -------  -------------\nbgp        enabled  enabled\nsnmp       disabled enabled\n' | awk 'NR > 2 && $2 == "enabled" {print $1}'`,
  raw`printf 'KUBERNETES_MASTER|SERVER\n1) "ip"\n2) "10.0.0.1"\n3) "port"\n4) "6443"\n' | awk -F'"' 'NR > 1 {if (NR % 2) {print k "=" $2} else k = $2}'; printf '1) "a"\n2) "b"\n' | awk '{gsub(/"/, "", $2); print $2}'`,
  raw`printf 'node/vlab-01 labeled\nvlab-01   NotReady   <none>   3m   v1.22.2\n' | awk '$2 == "Ready" {r = 1} END {print r ? "ready" : "not ready"}'; printf 'vlab-01 Ready,SchedulingDisabled <none> 1h v1\n' | awk '{n = split($2, s, ","); print s[1], n > 1 ? "cordoned" : ""}'`,
  raw`printf 'kubelet: E0101 12:00:01.000 1 k.go:1] bad\nkubelet: I0101 12:00:02.000 1 k.go:2] ok\n' | awk '$2 ~ /^E[0-9]+$/ {e++; $1 = $2 = $3 = $4 = ""; sub(/^ +/, ""); print} END {print e " errors"}'`,
  raw`for c in telemetry snmp; do printf '%s ' "$c"; printf 'telemetry 1\nsnmp 2\n' | awk -v c="$c" '$1 == c {print $2}'; done; for i in $(printf 'H\na\nb\n' | awk '{if(NR>1) print $NF}'); do echo "[$i]"; done; ids=$(printf 'ID\n1\n2\n' | awk 'NR>1{print $1}'); echo $ids; set -- $(echo '1 2' | awk '{print $2, $1}'); echo "$1"`,
  raw`awk 'BEGIN {x = gensub(/a/, "b", 1, "a")}' 2>&1; echo $?; awk 'BEGIN {print strtonum("0x1f")}' 2>&1; awk 'BEGIN {n = asort(a)}' 2>&1; awk 'BEGIN {IGNORECASE = 1; print "A" ~ /a/}'; awk 'BEGIN {print length(RT), PROCINFO["pid"] "|"}'; awk 'BEGINFILE {print}' 2>&1 < /dev/null; awk 'BEGIN {switch (1) {case 1: print}}' 2>&1; echo $?`,
  raw`echo 'foo bar' | awk '/\<bar\>/ {print "word"} /bar\y/ {print "y"} /\sbar/ {print "s"} /\w+/ {print "w"} /o{2}/ {print "two"} /[[:blank:]]bar/ {print "blank"}'; echo 'a+b' | awk '{print ($0 ~ "a+b"), ($0 ~ "a\\+b"), ($0 ~ /a\+b/), index($0, "+")}'`,
  raw`printf 'b 1\na 2\n' | awk '{k[NR] = $1; v[$1] = $2} END {for (i = 1; i < NR; i++) for (j = i + 1; j <= NR; j++) if (k[j] < k[i]) {t = k[i]; k[i] = k[j]; k[j] = t} for (i = 1; i <= NR; i++) print k[i], v[k[i]]}'; printf '1,a\n2,b\n' | awk -F, '{m[$1] = m[$1] $2} END {for (x in m) print x m[x] | "sort"}'`,
)
