#!/bin/sh
# expect: STOP2010 warning 1-17 "dotnet runs beside dotnet"
dotnet Check.dll & exec dotnet Tail.dll /logs check.log
