"code"
