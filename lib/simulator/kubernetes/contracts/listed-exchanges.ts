/** Requests that the simulated API answers otherwise than a real 1.20.2, and why that is left so: `file number request`. */
const because = (why: string, ...exchanges: readonly string[]): [string, string][] =>
  exchanges.map((exchange) => [exchange, why])

/** All of them that are recorded; one that no longer differs fails the test. */
export const listedExchanges: ReadonlyMap<string, string> = new Map([
  ...because(
    'a review that is answered at once is no object of ours: it has no metadata',
    'access 97 POST selfsubjectaccessreviews',
    'access 98 POST selfsubjectrulesreviews',
  ),
  ...because(
    'the API server of the twin has no log files to show, and its tokens are no JWTs that somebody else could check',
    'discovery 47 GET logs',
    'discovery 48 GET ',
    'discovery 50 GET openid-configuration',
    'discovery 51 GET jwks',
  ),
  ...because(
    'no controllers ran beside that server, or only later ones: here the node has been let in, or not yet',
    'node-access 5 PATCH vlab-01',
    'node-access 8 PATCH vlab-01',
    'node-access 9 PATCH status',
  ),
  ...because(
    'the twin makes no tokens on request; it refuses a kubelet that asks for one, not in these words',
    'node-access 37 POST token',
  ),
  ...because(
    'an eviction names the pod that it misses in the singular there',
    'node-access 30 POST eviction nope',
  ),
  ...because(
    "what Go's decoders stumble over last has the names of fields that come after it, or bytes that no client sends",
    'configmaps 74 POST configmaps',
    'configmaps 80 POST configmaps',
    'configmaps 81 POST configmaps',
    'pods-posted 141 POST pods v141',
    'events 49 POST events d',
    'events 51 POST events d',
  ),
  ...because(
    "where YAML stops to be YAML is told in the parser's own words",
    'applied 27 PATCH a1',
    'forms 21 DELETE nope',
  ),
  ...because(
    '`export` had been deprecated for years, and is gone since 1.21',
    'configmaps 106 GET a',
  ),
  ...because(
    'the server prints the value that it refuses as Go does, with addresses in its memory',
    'finalizers 13 POST configmaps dep3',
    'pods-posted 73 POST pods v73',
    'pods-posted 87 POST pods v87',
    'pods-posted 108 POST pods v108',
    'daemonsets 65 PATCH d',
    'applied 14 PATCH a1 a1',
    'disruption 35 POST poddisruptionbudgets bad',
  ),
  ...because(
    'a quantity is written in one form before it is looked at: what was sent is not remembered',
    'quotas 46 POST resourcequotas bad',
  ),
  ...because(
    'an order of elements that does not fit the list is passed over in a strategic merge; what comes after has its result',
    'pods-patched 85 PATCH u',
    'pods-patched 87 PUT status u',
    'pods-patched 88 DELETE u',
    'daemonsets 72 PATCH d',
  ),
  ...because(
    'what is wrong with a range of addresses is told of the range, not of all of them',
    'nodes 55 PUT nd nd',
  ),
  ...because(
    "a pod that is changed too much: the server adds Go's comparison of both specs to its words",
    'pods-patched 1a PATCH spec.nodeName',
    'pods-patched 1b PATCH spec.terminationGracePeriodSeconds',
  ),
  ...because(
    'tokens of service accounts are no JWTs: nobody reads them but the twin itself',
    'namespaces 11a GET secrets',
  ),
  ...because(
    'the twin proxies nothing to its nodes: the refusal says so, and the run fails',
    'nodes 58 GET proxy',
    'nodes 59 GET healthz',
  ),
  ...because(
    'kinds without life in the simulation have no fields of their own to be selected by',
    'selectors 75 GET replicationcontrollers',
    'selectors 76 GET replicationcontrollers',
  ),
])
