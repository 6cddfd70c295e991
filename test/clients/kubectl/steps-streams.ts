import { type Step } from './step'

/** Waits for what a program in the background has to say, and leaves its port. */
const portOf = (log: string): string =>
  `n=0; until port=$(sed -n 's/.*127\\.0\\.0\\.1:\\([0-9]*\\).*/\\1/p;T;q' ${log}) && [ -n "$port" ] || [ $n -ge 600 ]; do sleep 0.05; n=$((n + 1)); done`

/** What goes on between a client and a container for a while: over SPDY with every kubectl, as the clusters are older than 1.30. */
export const streams: readonly Step[] = [
  {
    run: `kubectl exec ds/web -- sh -c 'echo out; echo err >&2; exit 3'`,
    code: 3,
    stdout: 'out\n',
    stderr: 'err\ncommand terminated with exit code 3\n',
  },
  { run: 'kubectl exec -i ds/web -- sh -c "cat; echo end" <blob | cmp -n 2003 - blob' },
  {
    run: 'kubectl exec ds/web -- nosuch',
    code: 126,
    stdout:
      /^OCI runtime exec failed: .*exec: "nosuch": executable file not found in \$PATH: unknown\r\n$/,
    stderr: 'command terminated with exit code 126\n',
  },
  {
    run: 'kubectl exec ds/web -c nosuch -- ls',
    code: 1,
    stdout: '',
    stderr: /container nosuch is not valid for pod web-\w+/,
  },
  {
    run: 'kubectl exec nosuch -- ls',
    code: 1,
    stderr: 'Error from server (NotFound): pods "nosuch" not found\n',
  },
  {
    run: `pod=$(kubectl get pod -l app=web -o jsonpath='{.items[0].metadata.name}')
      kubectl cp blob $pod:/tmp/sent && kubectl cp $pod:/tmp/sent received >/dev/null && cmp blob received
      kubectl cp blob $pod:/nosuch/directory/`,
    code: 2,
    stderr: /tar: \/nosuch[^:]*: Cannot open: No such file or directory\n/,
  },
  {
    run: `kubectl -n kube-system port-forward pod/kube-apiserver-kubesonic :6443 >forwarded 2>&1 & pid=$!
      ${portOf('forwarded')}
      kubectl --server=https://127.0.0.1:$port get --raw /healthz
      kubectl --server=https://127.0.0.1:$port get node vlab-01 -o name; kill $pid`,
    stdout: 'oknode/vlab-01\n',
  },
  {
    run: `kubectl port-forward ds/web :81 >refused 2>&1 & pid=$!
      ${portOf('refused')}
      kubectl --server=http://127.0.0.1:$port get --raw /healthz 2>/dev/null; n=0
      until grep -q ' refused' refused || [ $n -ge 600 ]; do sleep 0.05; n=$((n + 1)); done
      kill $pid 2>/dev/null; grep -o 'error forwarding.*' refused | head -1`,
    stdout:
      /^error forwarding port 81 to pod [0-9a-f]{64}, uid : exit status 1: .* socat\[\d+\] E connect\(5, AF=2 127\.0\.0\.1:81, 16\): Connection refused\n$/,
  },
  {
    run: `kubectl proxy --port=0 >proxied & pid=$!
      ${portOf('proxied')}
      kubectl --server=http://127.0.0.1:$port get --raw /healthz; kill $pid`,
    stdout: 'ok',
  },
]
