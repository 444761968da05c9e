<% Thread.sleep(2000); out.print("done"); %>
