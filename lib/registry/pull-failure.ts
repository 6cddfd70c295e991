/** Why an image did not come, in the words of the plan. */
export type PullCause =
  | 'not logged in'
  | 'the tag is unknown'
  | 'the proxy is down'
  | 'the proxy refuses'
  | 'no route'
  | 'the name is unknown'
  | 'the certificate is not trusted'
  | 'the registry does not answer'
  | 'the transfer stalls'
  | 'the transfer breaks off'
  | 'the registry has no TLS'

/** A cause and what to do about it. */
export interface PullFailure {
  readonly cause: PullCause
  readonly next: string
}

/** Docker's own texts (facts: real-lab-containers 17), the more particular first. */
const catalogue: readonly (readonly [RegExp, PullCause, string])[] = [
  [
    /proxyconnect tcp: .*(connection refused|no route|i\/o timeout)/,
    'the proxy is down',
    'is the forward proxy running on the vmhost? systemctl status "kubesonic-proxy-*"',
  ],
  [
    /: (Access violation|Access denied|Filtered)$/,
    'the proxy refuses',
    "the proxy's ConnectPort and Allow",
  ],
  [
    /: Unable to connect$/,
    'the registry does not answer',
    'the proxy found nobody there: is the registry up, and has the vmhost a way to it? On the vmhost: curl -v https://REGISTRY/v2/',
  ],
  [
    /\blookup \S+( on \S+)?: |no such host/,
    'the name is unknown',
    'the DUT has no DNS: through the proxy it needs none',
  ],
  [
    /no basic auth credentials/,
    'not logged in',
    "give the DaemonSet a pull secret: kubelet ignores root's docker login",
  ],
  [
    /unauthorized:|authentication required/,
    'not logged in',
    'a fresh token: tokens run out, those of Azure after 3 hours',
  ],
  [
    /manifest unknown|not found/,
    'the tag is unknown',
    'is it pushed? skopeo list-tags docker://REPOSITORY',
  ],
  [
    /x509:/,
    'the certificate is not trusted',
    'registry.ca in the testbed file must be who signed it',
  ],
  [
    /HTTP response to HTTPS client/,
    'the registry has no TLS',
    'registry.insecure: true, if that is meant',
  ],
  [
    /no route to host|network is unreachable/,
    'no route',
    'the DUT reaches it through a proxy only: registry.proxy',
  ],
  [
    /context canceled/,
    'the transfer stalls',
    'nothing came for a minute, and no other image of the DUT either: what is between it and the registry?',
  ],
  [
    /unexpected EOF|connection reset by peer/,
    'the transfer breaks off',
    'who ends the connection: the registry, the proxy (its Timeout), a firewall?',
  ],
  [
    /Client\.Timeout|i\/o timeout|deadline exceeded/,
    'the registry does not answer',
    'packets are dropped on the way',
  ],
]

/** Undefined where the text names none of the causes that are known. */
export function causeOfPullFailure(text: string): PullFailure | undefined {
  const found = catalogue.find(([form]) => form.test(text.trim()))
  return found && { cause: found[1], next: found[2] }
}
