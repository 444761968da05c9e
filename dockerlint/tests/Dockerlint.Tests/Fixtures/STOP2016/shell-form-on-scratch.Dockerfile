FROM scratch
COPY app /app
# expect: STOP2016 error 5-19 "fails to start"
CMD /app --port 80
