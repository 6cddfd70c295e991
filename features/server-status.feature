@status
Feature: Server status on the DUT
  The DUT says whether it is connected to the API server: to people by "show kube server status",
  to its own daemons in CONFIG_DB and STATE_DB. The three must agree.

  Background:
    Given a minikube cluster on the vmhost

  @joined
  Scenario: A joined DUT reports that it is connected
    Given the DUT is joined
    Then "show kube server status" says that the DUT is connected to the API server within 30 seconds
    And CONFIG_DB asks for the API server, enabled
    And STATE_DB says that the DUT is connected
    And CONFIG_DB, STATE_DB and "show kube server status" name the same API server

  @joined
  Scenario: A disjoined DUT reports that it is not connected
    Given the DUT is joined
    When I disjoin the DUT
    Then "show kube server status" says that the DUT is not connected within 60 seconds
    And CONFIG_DB asks for the API server, disabled
    And STATE_DB says that the DUT is not connected
