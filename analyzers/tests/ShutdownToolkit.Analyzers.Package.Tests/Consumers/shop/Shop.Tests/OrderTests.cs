namespace Shop.Tests;

public sealed class OrderTests;
