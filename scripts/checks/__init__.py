"""What ./test looks at besides the tests themselves."""
