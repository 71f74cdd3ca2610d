fmt:
	mvn -q spotless:apply
