@join
@e2e
Feature: Join and disjoin, end to end
  The whole life of a SONiC node by the commands a person types: "config kube server …" on the DUT,
  kubectl on the vmhost, "docker ps" on the DUT.

  Background:
    Given a minikube cluster on the vmhost

  @clustered
  Scenario: The DUT joins by its own command line, runs a pod, and leaves
    Given the DUT is prepared to join, but not in the cluster
    When I join the DUT with "config kube server"
    Then the node is Ready within 3 minutes
    And kubectl on the vmhost shows the node as Ready
    And "show kube server status" says that the DUT is connected to the API server within 30 seconds
    When I label the node deployDaemonset=true
    Then a test-ds-pod is Running within 60 seconds
    And the DUT runs the container of the test-ds-pod
    When I remove the label deployDaemonset from the node
    Then no test-ds-pod is left on the node within 60 seconds
    And no container of a test-ds-pod is left on the DUT within 30 seconds
    When I disjoin the DUT with "config kube server"
    Then the DUT is no longer a node within 60 seconds
    And kubectl on the vmhost does not find the node
    And "show kube server status" says that the DUT is not connected within 60 seconds
    And the kubelet on the DUT is stopped
    And the DUT keeps no file of the cluster

  @joined
  Scenario: Every join makes a new node
    Given the DUT is joined
    And the node is Ready within 60 seconds
    When I disjoin the DUT
    Then the DUT is no longer a node within 60 seconds
    When I join the DUT to the cluster
    Then the node is Ready within 3 minutes
    And the node is another one than before
    And the node has the label "sonic_version" within 30 seconds

  @joined
  Scenario: A DUT that leaves takes its containers along
    Given the DUT is joined
    And a test-ds-pod is Running on the node
    When I disjoin the DUT
    Then the DUT is no longer a node within 60 seconds
    And no container of a test-ds-pod is left on the DUT within 60 seconds
    And no test-ds-pod is left on the node within 2 minutes
