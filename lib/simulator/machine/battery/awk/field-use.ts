import { from } from '../case'

const raw = String.raw

const files = raw`cat > ps.txt <<'EOF'
CONTAINER ID   IMAGE                                COMMAND                  CREATED        STATUS        PORTS     NAMES
a1b2c3d4e5f6   docker-sonic-telemetry:latest        "/usr/local/bin/supe…"   2 hours ago    Up 2 hours              telemetry
b2c3d4e5f6a7   k8s.gcr.io/pause:3.2                 "/pause"                 3 days ago     Up 3 days               k8s_POD_ds-x7k2p_default_0
c3d4e5f6a7b8   docker-database:latest               "/usr/local/bin/dock…"   5 weeks ago    Exited (0)              database
EOF
cat > images.txt <<'EOF'
REPOSITORY              TAG                   IMAGE ID       CREATED       SIZE
docker-snmp             latest                1111aaaa2222   3 weeks ago   340MB
docker-snmp             master.100-abc        1111aaaa2222   3 weeks ago   340MB
docker-database         latest                3333bbbb4444   3 weeks ago   299MB
EOF
cat > passwd.txt <<'EOF'
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
admin:x:1000:1000::/home/admin:/bin/bash
EOF
cat > if.txt <<'EOF'
  Interface            Lanes    Speed    MTU    FEC        Alias    Vlan    Oper    Admin
-----------  ---------------  -------  -----  -----  -----------  ------  ------  -------
  Ethernet0      25,26,27,28      40G   9100    N/A  fortyGigE0/0  routed      up       up
  Ethernet4      29,30,31,32      40G   9100    N/A  fortyGigE0/4  routed    down       up
 Ethernet12          5,6,7,8     100G   9100     rs  hundredE0/12   trunk      up     down
EOF
cat > pods.txt <<'EOF'
NAMESPACE     NAME                       READY   STATUS             RESTARTS   AGE
default       ds-x7k2p                   1/1     Running            0          5m
kube-system   coredns-74ff55c5b-abcde    0/1     CrashLoopBackOff   12         2d
kube-system   etcd-minikube              1/1     Running            3          2d
EOF
cat > df.txt <<'EOF'
Filesystem     1K-blocks    Used Available Use% Mounted on
udev             4014340       0   4014340   0% /dev
root-overlay    32895696 6262300  24939364  21% /
/dev/sda3       32895696 6262300  24939364  91% /host
EOF
`

/** The same files for each. */
const on = (...lines: readonly string[]) => from(...lines.map((line) => files + line))

/** What scripts on switches and engineers in front of them type. */
export const fieldUse = on(
  raw`awk 'NR > 1 {print $1}' ps.txt; awk '/telemetry/ {print $NF}' ps.txt; awk '{print $NF}' ps.txt | tail -n +2 | sort`,
  raw`awk '$2 ~ /pause/ {print $1}' ps.txt; awk 'NR > 1 && /Up/ {n++} END {print n + 0}' ps.txt; awk -F'  +' 'NR > 1 {print $5 "|" $NF}' ps.txt`,
  raw`awk -F'  +' 'NR == 1 {for (i = 1; i <= NF; i++) print i, $i}' ps.txt; awk '!/k8s_/ && NR > 1 {print $NF ": " ($0 ~ /Exited/ ? "down" : "up")}' ps.txt`,
  raw`grep snmp images.txt | grep -v latest | awk '{print $1,$2,$3}'; awk 'NR>1 {print $1 ":" $2}' images.txt; awk '$1 == "docker-snmp" && $2 == "latest" {print $3; exit}' images.txt`,
  raw`awk 'NR > 1 {c[$3]++} END {for (k in c) if (c[k] > 1) print k, c[k]}' images.txt; awk 'NR > 1 {sub(/MB/, "", $NF); s += $NF} END {print s "MB"}' images.txt; awk '{print $NF}' OFS=, images.txt`,
  raw`awk -F: '$1 == "root" {print $7}' passwd.txt; awk -F: '{print $1 "=" $3}' passwd.txt; awk -F: '$3 >= 1000 {print $1, $6}' OFS='\t' passwd.txt; awk -F: '$7 !~ /nologin$/ {n++} END {print n}' passwd.txt`,
  raw`awk -F: -v u=admin '$1 == u {print $6; f = 1} END {exit !f}' passwd.txt; echo $?; awk -F: -v u=none '$1 == u {f = 1} END {exit !f}' passwd.txt; echo $?; awk -F: 'length($5) == 0 {print $1}' passwd.txt`,
  raw`awk 'BEGIN {FS = OFS = ":"} $1 == "admin" {$7 = "/bin/sh"} {print}' passwd.txt; awk -F: '{print NR, NF, $NF}' passwd.txt; awk -F'[:/]' '{print $NF}' passwd.txt | sort | uniq -c | awk '{print $2, $1}'`,
  raw`awk 'NR > 2 && $8 == "up" {print $1}' if.txt; awk 'NR > 2 {print $1, $(NF-1), $NF}' if.txt; awk '$1 ~ /^Ethernet/ {split($2, l, ","); print $1, l[1], length(l)}' if.txt`,
  raw`awk 'NR > 2 {s[$(NF-1)] = s[$(NF-1)] (s[$(NF-1)] ? "," : "") $1} END {print s["up"]; print s["down"]}' if.txt; awk '/^ *Ethernet/ {gsub(/G/, "", $3); t += $3} END {printf "%d Gbit/s\n", t}' if.txt`,
  raw`awk '/^ *Ethernet/ {match($1, /[0-9]+$/); print substr($1, RSTART)}' if.txt; awk 'NR == 1 {for (i = 1; i <= NF; i++) h[$i] = i; next} NR > 2 {print $h["Interface"], $h["MTU"]}' if.txt; awk '/^-/ {f = 1; next} f {n++} END {print n}' if.txt`,
  raw`awk '$4 != "Running" && NR > 1 {print $2, $4}' pods.txt; awk 'NR > 1 {split($3, r, "/"); if (r[1] != r[2]) print $2 " not ready"}' pods.txt; awk 'NR > 1 {s += $5} END {print s}' pods.txt`,
  raw`awk 'NR>1{print $2}' pods.txt | awk -F- '{print $1 "-" $2}'; awk '$1 == "kube-system" {print $2 | "sort -r"}' pods.txt; awk 'NR > 1 {n[$1]++; if ($5 > m) {m = $5; p = $2}} END {for (k in n) print k, n[k]; print p, m}' pods.txt`,
  raw`awk 'NR > 1 {printf "%-12s %-28s %s\n", $1, $2, $4}' pods.txt; awk 'NR > 1 && $6 ~ /d$/ {print $2, int($6)}' pods.txt; awk 'NR==2{print $2;exit}' pods.txt; awk 'END{print NR-1 " pods"}' pods.txt`,
  raw`awk 'NR > 1 {sub(/%/, "", $5); if ($5 > 90) print $6, $5 "%"}' df.txt; awk '$NF == "/" {print $5}' df.txt; df -k / | awk 'NR == 2 {print ($2 > 0), ($5 ~ /%$/), $NF}'; awk 'NR>1{u+=$3}END{printf "%.1fG\n",u/1024/1024}' df.txt`,
  raw`printf 'MemTotal:       8042460 kB\nMemFree:         512000 kB\nMemAvailable:   4021230 kB\n' | awk '/MemTotal/ {t = $2} /MemAvailable/ {a = $2} END {printf "%d MB total, %.1f%% available\n", t / 1024, a / t * 100}'`,
  raw`printf 'Active: active (running) since Mon\n' | awk '{print $2, $3}' | tr -d '()'; printf 'Id=a.service\nActiveState=active\n\nId=b.service\nActiveState=failed\n' | awk -F= '/^Id=/ {id = $2} /^ActiveState=/ {print id, $2}'`,
  raw`printf 'Id=a\nState=up\n\nId=b\nState=down\n' | awk 'BEGIN {RS = ""; FS = "\n"} {for (i = 1; i <= NF; i++) {split($i, kv, "="); v[kv[1]] = kv[2]}; print v["Id"] "=" v["State"]}'`,
  raw`printf '  sl  local_address rem_address   st\n   0: 0100007F:192B 00000000:0000 0A 00000000\n   1: 0100007F:0016 00000000:0000 01 0\n' | awk '$4 == "0A" {print $2}' | grep -c ':192B$'; printf '0A\n' | awk '{print ($1 == "0A"), $1 + 0}'`,
  raw`printf 'tmpfs /run tmpfs rw 0 0\n/dev/sda3 /var/lib/kubelet/pods/a ext4 rw 0 0\n' | awk -v below='/var/lib/kubelet/' 'index($2, below) == 1 {print $2}'; printf 'a /x y\n' | awk -v at=/x '$2 == at {n++} END {print n + 0}'`,
  raw`printf 'default via 10.0.0.1 dev eth0\n10.1.0.0/24 dev Ethernet0 src 10.1.0.5\n' | awk '/^default/ {print $3, $5} {for (i = 1; i < NF; i++) if ($i == "dev") print $(i + 1)}'; printf '10.0.0.5/24\n' | awk -F/ '{print $1, 2 ^ (32 - $2)}'`,
  raw`printf '    inet 10.250.0.101/24 brd 10.250.0.255 scope global eth0\n    inet6 fe80::1/64 scope link\n' | awk '/inet / {sub(/\/.*/, "", $2); print $2} /inet6/ {split($2, a, "/"); print a[1], a[2]}'; echo 10.0.0.1 | awk -F. '{print ($1 * 256 + $2) * 256 + $3, $4}'`,
  raw`printf 'k1\tv 1\nk2\tv 2\n' > was; printf 'k1\tv 1\nk2\tchanged\nk3\tnew\n' > is; awk 'NR == FNR {was[$0] = 1; next} !($0 in was)' was is; awk -F '\t' 'NR == FNR {w[$1] = $2; next} ($1 in w) && w[$1] != $2 {print $1 ": " w[$1] " -> " $2}' was is`,
  raw`printf 'NAMES\n"a": 1,\n"b": 2\n' | awk -F'"' 'NF > 1 {print $2}'; printf '{"name": "x", "id": 5}\n' | awk -F'[:,}]' '{gsub(/[" ]/, "", $2); print $2, $4 + 0}'; printf 'key = value # c\n' | awk -F' *= *' '{sub(/ *#.*/, "", $2); print $1 "|" $2 "|"}'`,
  raw`printf '%s\n' 3 1 2 | awk '{a[NR] = $1; s += $1; if (min == "" || $1 < min) min = $1; if ($1 > max) max = $1} END {print NR, s, s / NR, min, max; for (i = NR; i > 0; i--) printf "%s ", a[i]; print ""}'`,
  raw`printf 'Nov 23 09:30:01 vlab-01 INFO a: x\nNov 23 09:30:05 vlab-01 ERR b: y\nNov 23 09:31:00 vlab-01 ERR a: z\n' | awk '$5 == "ERR" {n[$6]++; split($3, t, ":"); print t[2] * 60 + t[3], $6} END {for (k in n) print k n[k]}'`,
  raw`printf 'a b\n' | awk '{t = $1; $1 = $2; $2 = t} 1'; printf 'x\ny\nz\n' | awk '{l[NR] = $0} END {for (i = NR - 1; i <= NR; i++) print l[i]}'; printf 'x\ny\n' | awk '{print NR "\t" $0}'; printf 'one\n\ntwo\n' | awk 'NF {c++} END {print c}'; printf 'a\nb\nc\nd\n' | awk 'NR % 2 {printf "%s ", $0; next} 1'`,
  raw`printf 'Vlan100\nVlan20\n' | awk '{print substr($1, 5) + 0, $1}' | sort -n | awk '{print $2}'; printf 'v1.20.2\n' | awk -F'[v.]' '{printf "%03d%03d%03d\n", $2, $3, $4}'; echo 'SONiC.master.100-abc' | awk -F. '{print $NF}' | awk -F- '{print $1}'; echo '2h3m' | awk -F'[hm]' '{print $1 * 60 + $2}'`,
  raw`awk '/START/{f=1;next}/STOP/{f=0}f' <<< $'a\nSTART\nb\nc\nSTOP\nd'; printf 'x=1 y=2\n' | awk '{for (i = 1; i <= NF; i++) {split($i, p, "="); v[p[1]] = p[2]} print v["x"] + v["y"]}'; echo "a,b,c" | awk -F, -v OFS=';' '{$1=$1}1'; awk 'BEGIN { printf "%s\n", (1024 * 1024 * 1500) / (1024 ^ 3) "G" }'`,
)
