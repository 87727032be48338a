namespace Helpdesk.Core.Samples.Tests;

public sealed class ChannelsTests
{
    [Theory]
    [InlineData("in  ← form: new", "out → mail ann@customer.example, with invoice.pdf: Here it is.")]
    [InlineData("in  ← chat c1: new", "out → chat c1: Which one is it?")]
    [InlineData("refused, attachment-refused:", "refused, window-closed:")]
    [InlineData("refused, window-closed:", "out → chat c1, template reopen: May we write to you?")]
    [InlineData("in  ← mail bob@customer.example: appended", "out → mail bob@customer.example: Turn it off and on.")]
    [InlineData("way: mail\n", "way: chat, window-closed")]
    [InlineData("in  ← call rings: Nothing", "in  ← call answered: new")]
    [InlineData("in  ← call answered: new", "in  ← call over: appended")]
    [InlineData("\"Call from anonymous\"", "out → call call-2: Call back.")]
    [InlineData("in  ← crm deal-9: new", "out → crm deal-9, signed: At the end of June.")]
    [InlineData("out → crm deal-9, signed", "in  ← crm: refused, no-signature")]
    public async Task It_shows_what_comes_in_and_then_what_goes_out(string before, string after)
    {
        var (code, text, _) = await SampleProcess.RunAsync("channels.dll");
        Assert.Equal(0, code);
        text = text.ReplaceLineEndings("\n");
        var at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        Assert.Contains(after, text[at..], StringComparison.Ordinal);
    }
}
