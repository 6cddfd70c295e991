@join
@joined
Feature: Node readiness
  A DUT that has joined the cluster is one of its nodes. The cluster decides whether the node is
  Ready; what the DUT says of its connection proves nothing about that.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Scenario: The joined DUT is a Ready node under its lower-case hostname
    Then the DUT's lower-case hostname is the name of a node
    And the node is Ready within 60 seconds

  Scenario: The node carries the labels that tell one SONiC switch from another
    Then the node has the label "sonic_version" within 30 seconds
    And the node has the label "hwsku" within 30 seconds

  Scenario: The node is registered under the DUT's management address
    Then the node's internal address is the DUT's address
