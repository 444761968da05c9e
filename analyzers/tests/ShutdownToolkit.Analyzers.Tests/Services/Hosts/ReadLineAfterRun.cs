using var host = Host.CreateDefaultBuilder(args).Build();
_ = host.RunAsync(); //! STOP1402
Console.WriteLine("Press enter");
Console.ReadLine();
