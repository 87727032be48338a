namespace Helpdesk.Core.Evaluation.BusinessTime;

/// <summary>What can be asked.</summary>
internal static class Ops
{
    public const string Between = "between";
    public const string Add = "add";
    public const string IsOpen = "isOpen";
    public const string NextOpen = "nextOpen";
    public const string NextClose = "nextClose";

    public static readonly string[] All = [Between, Add, IsOpen, NextOpen, NextClose];
}
